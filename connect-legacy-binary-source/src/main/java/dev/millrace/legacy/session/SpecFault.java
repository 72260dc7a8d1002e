package dev.millrace.legacy.session;

/**
 * Something that is wrong with a session.
 *
 * @param value the value that is wrong; empty where the file is
 * @param sentence without a full stop; never holds a secret
 */
public record SpecFault(String value, String sentence) {}
