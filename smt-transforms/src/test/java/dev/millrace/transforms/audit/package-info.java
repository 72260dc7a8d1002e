/** Tests of evidence and its chains. */
@NullMarked
package dev.millrace.transforms.audit;

import org.jspecify.annotations.NullMarked;
