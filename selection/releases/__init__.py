"""Releasing: one answer for everybody, drafted by one person and let go by another."""
