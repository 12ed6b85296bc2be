"""Tests of core.sign_in."""
