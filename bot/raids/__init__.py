"""Many joining at once who are no guests: noticed, met with measures that one button undoes, and logged."""
