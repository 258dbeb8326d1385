"""Dossiers come in and go out as files (档案交换): nothing is lost on the way, nothing changes unseen."""
