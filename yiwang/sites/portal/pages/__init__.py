"""What stands still: who runs this, personal information, access; and what machines ask for."""
