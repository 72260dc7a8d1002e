package dev.millrace.http.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who signs for Amazon Web Services.
 *
 * @param sessionToken of temporary credentials; empty for lasting ones
 */
record AwsCredentials(String accessKeyId, String secretAccessKey, String sessionToken) {

    /**
     * Reads a profile of a shared credentials file, in the form that the AWS tools use.
     *
     * @throws IllegalArgumentException when there is no such profile, or no key in it
     */
    static AwsCredentials ofFile(String text, String profile) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : text.split("\\R", -1)) {
            String trimmed = line.strip();
            if (trimmed.startsWith("[")) {
                inside = trimmed.equals("[" + profile + "]") || trimmed.equals("[profile " + profile + "]");
            } else if (inside && !trimmed.startsWith("#") && !trimmed.startsWith(";") && trimmed.indexOf('=') > 0) {
                int equals = trimmed.indexOf('=');
                values.put(
                        trimmed.substring(0, equals).strip(),
                        trimmed.substring(equals + 1).strip());
            }
        }
        return new AwsCredentials(
                needed(values.get("aws_access_key_id"), "aws_access_key_id", profile),
                needed(values.get("aws_secret_access_key"), "aws_secret_access_key", profile),
                Optional.ofNullable(values.get("aws_session_token")).orElse(""));
    }

    private static String needed(@Nullable String value, String name, String profile) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("holds no " + name + " in the profile " + profile);
        }
        return value;
    }

    /** The id alone, which is no secret. */
    @Override
    public String toString() {
        return accessKeyId;
    }
}
