package dev.millrace.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images of {@code docker-compose.yml}: its variables, and its defaults where a variable is not set, so that no tag
 * stands in two places.
 *
 * @param compose the text of that file
 * @param variables the environment
 */
record Images(String compose, Map<String, String> variables) {

    Images {
        variables = Map.copyOf(variables);
    }

    static Images ofCheckout() {
        Path file = Path.of(System.getProperty("millrace.root", ""), "docker-compose.yml");
        try {
            return new Images(Files.readString(file), System.getenv());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the names of images stand in docker-compose.yml of the folder that -Dmillrace.root names",
                    unreadable);
        }
    }

    /**
     * @param variable such as {@code KAFKA_IMAGE}
     * @throws IllegalStateException when the file has no such image
     */
    String named(String variable) {
        Matcher image = Pattern.compile("^ *image: *\\$\\{" + variable + ":-([^}]+)}", Pattern.MULTILINE)
                .matcher(compose);
        if (!image.find()) {
            throw new IllegalStateException("docker-compose.yml has no image: ${" + variable + ":-...}");
        }
        // As in that file: what is empty is not set.
        return Optional.ofNullable(variables.get(variable))
                .filter(name -> !name.isEmpty())
                .orElse(image.group(1));
    }
}
