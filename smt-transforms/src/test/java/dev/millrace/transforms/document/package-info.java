@NullMarked
package dev.millrace.transforms.document;

import org.jspecify.annotations.NullMarked;
