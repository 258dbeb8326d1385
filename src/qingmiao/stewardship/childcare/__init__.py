"""Holiday childcare (托管班): sessions and enrolments."""
