"""Surveys: asking members, privately and without knowing who said what; the NPS; tests of concepts."""
