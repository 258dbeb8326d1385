"""选: spot talent by four channels (识别推荐)."""
