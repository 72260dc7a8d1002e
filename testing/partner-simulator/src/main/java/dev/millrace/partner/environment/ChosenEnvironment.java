package dev.millrace.partner.environment;

import java.util.ServiceLoader;

/**
 * The environment that whoever runs the tests has chosen: {@code -Dmillrace.environment=containers}, which Maven's profile
 * {@code containers} sets, or else {@code embedded}.
 *
 * <p>Containers are found as a service, since only the class path of tests under that profile has the libraries for them.
 */
public final class ChosenEnvironment {
    static final String PROPERTY = "millrace.environment";

    private ChosenEnvironment() {}

    /**
     * The chosen one, made anew.
     *
     * @throws IllegalStateException when there is no such environment, or it is not on the class path
     */
    public static Environment get() {
        return named(System.getProperty(PROPERTY, "embedded"));
    }

    static Environment named(String name) {
        return switch (name) {
            case "embedded" -> new EmbeddedEnvironment();
            case "containers" ->
                ServiceLoader.load(Environment.class)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no containers: this module's tests run without "
                                + "them; leave out -D" + PROPERTY + "=containers"));
            default ->
                throw new IllegalStateException(
                        "-D" + PROPERTY + "=" + name + " is unknown: it is embedded or containers");
        };
    }
}
