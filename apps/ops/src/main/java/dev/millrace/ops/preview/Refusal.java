package dev.millrace.ops.preview;

/**
 * Why the console does not run a configuration.
 *
 * @param key the setting to change
 * @param sentence to be read behind the key
 */
record Refusal(String key, String sentence) {}
