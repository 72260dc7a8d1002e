package dev.millrace.database.server;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Properties for drivers as a configuration writes them. */
final class PropertyText {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passwd|pwd|passphrase|secret|token|credential).*");

    private PropertyText() {}

    /** Whether a property of this name holds what nobody may see, as far as its name tells. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** A check of the open form. Its message never repeats a value. */
    static void check(String key, Object value) {
        for (Object item : (List<?>) value) {
            String text = String.valueOf(item);
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new ConfigException(key + ": every property must be written as name=value");
            }
            String name = text.substring(0, equals).trim();
            if (isSecret(name)) {
                throw new ConfigException(key + ": " + name + " would be seen by everybody: move it to "
                        + ConnectionSettings.SECRET_PROPERTIES);
            }
        }
    }

    static Map<String, String> open(List<String> items) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String item : items) {
            int equals = item.indexOf('=');
            properties.put(
                    item.substring(0, equals).trim(), item.substring(equals + 1).trim());
        }
        return properties;
    }

    /**
     * The hidden form: Java properties, a line for each.
     *
     * @throws ConfigException when the text is none
     */
    static Map<String, Password> secret(Optional<Password> text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text.map(Password::value).orElse("")));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new ConfigException(
                    ConnectionSettings.SECRET_PROPERTIES + ": is not written as Java properties, a line for each");
        }
        Map<String, Password> properties = new LinkedHashMap<>();
        lines.stringPropertyNames().forEach(name -> properties.put(name, new Password(lines.getProperty(name))));
        return properties;
    }
}
