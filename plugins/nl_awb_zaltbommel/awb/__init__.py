"""The layer of statute: Algemene wet bestuursrecht, Algemene termijnenwet and the Selectielijst."""
