@NullMarked
package dev.millrace.legacy.session;

import org.jspecify.annotations.NullMarked;
