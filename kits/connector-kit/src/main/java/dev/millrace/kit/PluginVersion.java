package dev.millrace.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version that every class of the suite reports: that of the build. */
public final class PluginVersion {

    private static final String RESOURCE = "version.properties";

    private PluginVersion() {}

    /** Such as {@code 1.2.0} or {@code 1.3.0-SNAPSHOT}. */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = PluginVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar of connector-kit lacks " + RESOURCE);
            }
            properties.load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Objects.requireNonNull(properties.getProperty("version"), RESOURCE + " names no version");
    }
}
