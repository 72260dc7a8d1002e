@NullMarked
package dev.millrace.rest;

import org.jspecify.annotations.NullMarked;
