/** What replies mean: by status, by what their bodies say, by SOAP fault, GraphQL errors and problem type. */
@NullMarked
package dev.millrace.http.reply;

import org.jspecify.annotations.NullMarked;
