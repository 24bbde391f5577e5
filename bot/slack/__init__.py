"""The Slack door: what people type and press becomes a deed, and its outcome becomes a message."""
