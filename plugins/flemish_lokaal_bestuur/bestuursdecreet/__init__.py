"""The one place of the Bestuursdecreet that binds a local board's complaint files."""
