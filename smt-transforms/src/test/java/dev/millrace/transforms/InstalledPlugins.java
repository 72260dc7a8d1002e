package dev.millrace.transforms;

import dev.millrace.transforms.rewrite.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What the module brings, as a worker finds it and as it stands in the class files. */
final class InstalledPlugins {

    private static final String OURS = "dev.millrace.";

    private InstalledPlugins() {}

    /** What the service loader finds, in the order of the names. */
    static <T> List<T> found(Class<T> kind) {
        return ServiceLoader.load(kind).stream()
                .filter(provider -> provider.type().getName().startsWith(OURS))
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(plugin -> plugin.getClass().getName()))
                .toList();
    }

    /** The names of the public classes in the module's main code that could be found. */
    static List<String> written(Class<?> kind) {
        try {
            Path classes = Path.of(Side.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            // A folder for the tests of units, a jar for those of the archive.
            if (Files.isDirectory(classes)) {
                return written(classes, kind);
            }
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                return written(jar.getPath("/"), kind);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> written(Path classes, Class<?> kind) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.startsWith("dev/millrace/transforms/") && file.endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> isPlugin(name, kind))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isPlugin(String name, Class<?> kind) {
        try {
            Class<?> type = Class.forName(name, false, InstalledPlugins.class.getClassLoader());
            int modifiers = type.getModifiers();
            return kind.isAssignableFrom(type) && Modifier.isPublic(modifiers) && !Modifier.isAbstract(modifiers);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
