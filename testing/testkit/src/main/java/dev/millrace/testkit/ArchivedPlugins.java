package dev.millrace.testkit;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * The plugin classes in the jars of an archive, loaded as a worker would: the archive's own libraries, and of the worker
 * only Kafka and SLF4J.
 */
final class ArchivedPlugins implements AutoCloseable {
    /** What Connect looks for (KIP-898). */
    static final List<Class<?>> KINDS = List.of(
            SourceConnector.class,
            SinkConnector.class,
            Transformation.class,
            Predicate.class,
            Converter.class,
            HeaderConverter.class,
            ConfigProvider.class,
            ConnectRestExtension.class,
            ConnectorClientConfigOverridePolicy.class);

    private final ComponentArchive archive;
    private final URLClassLoader loader;
    private final List<Class<?>> loaded;

    /** Unpacks the jars into the folder. */
    ArchivedPlugins(ComponentArchive archive, Path folder) throws IOException {
        this.archive = archive;
        List<URL> jars = new ArrayList<>();
        for (String jar : archive.jars()) {
            jars.add(url(Files.write(folder.resolve(jar), archive.bytes("lib/" + jar))));
        }
        this.loader = new URLClassLoader(jars.toArray(URL[]::new), new WorkerClasses());
        this.loaded = candidates(classNames(), loader);
    }

    /** The public concrete classes of a kind, in all jars, by name. */
    SortedSet<String> ofKind(Class<?> kind) {
        return loaded.stream()
                .filter(kind::isAssignableFrom)
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the plugin answers to {@code version()}; fails when it can't be made as Connect makes it. */
    String version(String type) throws ReflectiveOperationException {
        Object plugin = Class.forName(type, true, loader).getConstructor().newInstance();
        return plugin instanceof Versioned versioned ? versioned.version() : "not Versioned";
    }

    /** All classes of our own; of other jars those that speak of Kafka, for to load all takes seconds. */
    private Stream<String> classNames() {
        List<String> own = archive.ownJars();
        return archive.jars().stream()
                .flatMap(jar -> archive.jar(jar).entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".class")
                                && !file.getKey().startsWith("META-INF/")
                                && !file.getKey().endsWith("-info.class"))
                        .filter(file -> own.contains(jar)
                                || new String(file.getValue().content(), StandardCharsets.ISO_8859_1)
                                        .contains("org/apache/kafka/"))
                        .map(Map.Entry::getKey)
                        .map(path -> path.substring(0, path.length() - ".class".length())
                                .replace('/', '.')));
    }

    private static List<Class<?>> candidates(Stream<String> names, ClassLoader loader) {
        List<Class<?>> found = new ArrayList<>();
        names.forEach(name -> {
            try {
                Class<?> type = Class.forName(name, false, loader);
                if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
                    found.add(type);
                }
            } catch (ClassNotFoundException | LinkageError missing) {
                // It needs a library that is not here, so it is no plugin; one that is listed is then missed by the
                // test.
            }
        });
        return found;
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** What a worker shows to its plugins. */
    private static final class WorkerClasses extends ClassLoader {
        WorkerClasses() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
                return Class.forName(name, false, ArchivedPlugins.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
