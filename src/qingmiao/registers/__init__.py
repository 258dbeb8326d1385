"""One declaration per noun (登记册): its list, page, form, void, template, import and export."""
