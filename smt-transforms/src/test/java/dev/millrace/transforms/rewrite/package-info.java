/** Tests of what all transforms share. */
@NullMarked
package dev.millrace.transforms.rewrite;

import org.jspecify.annotations.NullMarked;
