"""Reading: an article to the events and claims it states. Pure: values in, values out."""
