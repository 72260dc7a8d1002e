/** What two sides say to each other on a connection: the language of session files, and who speaks it. */
@NullMarked
package dev.millrace.legacy.session;

import org.jspecify.annotations.NullMarked;
