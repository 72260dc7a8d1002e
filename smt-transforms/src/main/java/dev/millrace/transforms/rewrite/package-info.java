/** What all transforms share: sides, policies, failures, figures, and the plan that changes a record in one pass. */
@NullMarked
package dev.millrace.transforms.rewrite;

import org.jspecify.annotations.NullMarked;
