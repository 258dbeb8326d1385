"""What every link has noted about a person (印证): claim, source, day, secrecy."""
