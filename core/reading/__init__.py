"""Reads spreadsheets of anybody’s making: files, cells, days and amounts as people write them."""
