package dev.millrace.ops.form;

import java.util.List;

/** Fields that belong together. */
record FormGroup(String title, List<FormField> fields) {

    FormGroup {
        fields = List.copyOf(fields);
    }
}
