"""What to do when: steps for harassment, leaks, complaints …, escalation up to *legal*, and bundles of evidence."""
