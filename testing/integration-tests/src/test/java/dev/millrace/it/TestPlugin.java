package dev.millrace.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The tests' own plugin, packed into a jar the way a worker wants it. */
final class TestPlugin {

    private static final List<Class<?>> CLASSES = List.of(
            FieldEquals.class,
            TimesSeen.class,
            NumbersConnector.class,
            NumbersConnector.NumbersTask.class,
            StumblingPartitioner.class);

    private static final Map<String, Class<?>> SERVICES = Map.of(
            "org.apache.kafka.connect.transforms.predicates.Predicate", FieldEquals.class,
            "org.apache.kafka.connect.transforms.Transformation", TimesSeen.class,
            "org.apache.kafka.connect.source.SourceConnector", NumbersConnector.class);

    private TestPlugin() {}

    /** A plugin path that holds it. */
    static Path folder() {
        Path path = Platform.folder();
        try {
            Path plugin = Files.createDirectory(path.resolve("test-plugin"));
            try (OutputStream file = Files.newOutputStream(plugin.resolve("test-plugin.jar"));
                    JarOutputStream jar = new JarOutputStream(file)) {
                for (Class<?> type : CLASSES) {
                    add(jar, type);
                }
                for (Map.Entry<String, Class<?>> service : SERVICES.entrySet()) {
                    jar.putNextEntry(new JarEntry("META-INF/services/" + service.getKey()));
                    jar.write(service.getValue().getName().getBytes(StandardCharsets.UTF_8));
                    jar.closeEntry();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return path;
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream in = TestPlugin.class.getClassLoader().getResourceAsStream(entry)) {
            if (in == null) {
                throw new IllegalStateException("no class file " + entry);
            }
            in.transferTo(jar);
        }
        jar.closeEntry();
    }
}
