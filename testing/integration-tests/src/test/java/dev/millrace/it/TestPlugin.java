package dev.millrace.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The tests' own plugin, packed into a jar the way a worker wants it. */
final class TestPlugin {

    private TestPlugin() {}

    /** A plugin path that holds it. */
    static Path folder() {
        Path path = Platform.folder();
        try {
            Path plugin = Files.createDirectory(path.resolve("test-plugin"));
            try (OutputStream file = Files.newOutputStream(plugin.resolve("test-plugin.jar"));
                    JarOutputStream jar = new JarOutputStream(file)) {
                String type = FieldEquals.class.getName();
                String entry = type.replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = TestPlugin.class.getClassLoader().getResourceAsStream(entry)) {
                    if (in == null) {
                        throw new IllegalStateException("no class file " + entry);
                    }
                    in.transferTo(jar);
                }
                jar.putNextEntry(
                        new JarEntry("META-INF/services/org.apache.kafka.connect.transforms.predicates.Predicate"));
                jar.write(type.getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return path;
    }
}
