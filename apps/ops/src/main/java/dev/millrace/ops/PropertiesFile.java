package dev.millrace.ops;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Settings in a file that a person wrote, in the form of {@link Properties}, in UTF-8. */
public final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * Reads it.
     *
     * @param what it is, for the one who named it
     * @throws CommandFailure when it can't be read; nothing of it is in the message
     */
    public static Map<String, String> read(String what, Path file) {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.usage(
                    what + " " + file + " can't be read: " + e.getClass().getSimpleName(), e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
