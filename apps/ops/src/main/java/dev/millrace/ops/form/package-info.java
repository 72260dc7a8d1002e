/** Configurations by a form: what each plugin declares as fields, checked while they are filled in, compared and applied. */
@NullMarked
package dev.millrace.ops.form;

import org.jspecify.annotations.NullMarked;
