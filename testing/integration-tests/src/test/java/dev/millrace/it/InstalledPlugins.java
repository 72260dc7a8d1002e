package dev.millrace.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the unpacked zips in the plugin path say they hold, in their service files and manifests. */
final class InstalledPlugins {
    private static final String SERVICES = "META-INF/services/org.apache.kafka.";
    private static final Pattern VERSION = Pattern.compile("\"version\": \"([^\"]+)\"");

    /**
     * A plugin.
     *
     * @param kind the simple name of the interface it is found through
     * @param type its class
     * @param version the version of the manifest of its zip
     * @param component the folder that its zip was unpacked to
     */
    record Plugin(String kind, String type, String version, Path component) {}

    private InstalledPlugins() {}

    /** One folder for each zip. */
    static List<Path> components() {
        try (Stream<Path> folders = Files.list(Platform.plugins())) {
            return folders.filter(folder -> Files.exists(folder.resolve("manifest.json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plugins of all zips. */
    static List<Plugin> all() {
        List<Plugin> plugins = new ArrayList<>();
        for (Path component : components()) {
            for (String jar : Folders.names(component.resolve("lib"))) {
                plugins.addAll(of(component, component.resolve("lib").resolve(jar)));
            }
        }
        return plugins;
    }

    /** The kinds and classes that were written down by hand, to compare with. */
    static List<String> writtenDown() {
        try (InputStream in = InstalledPlugins.class.getResourceAsStream("plugins.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Plugin> of(Path component, Path jar) {
        List<Plugin> plugins = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(SERVICES)) {
                    String kind = entry.getName().substring(entry.getName().lastIndexOf('.') + 1);
                    try (InputStream in = file.getInputStream(entry)) {
                        new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                                .forEach(type ->
                                        plugins.add(new Plugin(kind, type.strip(), version(component), component)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plugins;
    }

    private static String version(Path component) {
        try {
            Matcher matcher = VERSION.matcher(Files.readString(component.resolve("manifest.json")));
            return matcher.find() ? matcher.group(1) : "no version in " + component;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
