package dev.millrace.ops.cluster;

/**
 * What is wrong with a configuration.
 *
 * @param file where it stands; empty for a connector of a cluster
 * @param connector its name; empty when it has none
 * @param key the setting to change; empty when it is the whole
 * @param message a sentence to be read behind the key, without any secret
 */
public record Finding(String file, String connector, String key, LintRule code, String message) {

    Finding(ConnectorFile file, String key, LintRule code, String message) {
        this(file.file(), file.name(), key, code, message);
    }

    /** For a person. */
    String line() {
        String subject = file.isEmpty() ? connector : file;
        return subject + ": " + (key.isEmpty() ? "" : key + " ") + message + " [" + code.code() + "]";
    }
}
