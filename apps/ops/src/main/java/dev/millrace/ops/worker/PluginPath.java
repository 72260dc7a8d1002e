package dev.millrace.ops.worker;

import dev.millrace.ops.CommandFailure;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.storage.Converter;

/**
 * The plugins that a configuration may name: those in this command, and those in folders as a worker's {@code plugin.path}
 * lists them, each of which has a class loader of its own. A class of this command comes first.
 */
public final class PluginPath implements Closeable {

    /** Its jar holds the whole worker; what it does is nothing. */
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final List<PluginClassLoader> loaders = new ArrayList<>();

    /** Looks into folders whose entries are plugins: jars, or folders of jars. */
    public PluginPath(List<Path> folders) {
        for (Path folder : folders) {
            for (Path location : entries(folder)) {
                List<URL> jars = jars(location);
                if (!jars.isEmpty()) {
                    loaders.add(new PluginClassLoader(
                            location.toString(), jars.toArray(URL[]::new), PluginPath.class.getClassLoader()));
                }
            }
        }
    }

    /** The classes of that kind which this command brings, as its jars list them. */
    public static Set<String> brought(Class<?> type) {
        return ServiceLoader.load(type, PluginPath.class.getClassLoader()).stream()
                .map(provider -> provider.type().getName())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException missing) {
            throw CommandFailure.usage(
                    folder + " can't be read; --plugin-path names folders, as plugin.path of a worker does", missing);
        }
    }

    private static List<URL> jars(Path location) {
        try (Stream<Path> files = Files.walk(location)) {
            List<URL> jars = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(url(file));
            }
            if (jars.isEmpty() && Files.isDirectory(location)) {
                jars.add(url(location));
            }
            return jars;
        } catch (IOException unreadable) {
            throw CommandFailure.usage(location + " on the plugin path can't be read", unreadable);
        }
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    /**
     * Makes a plugin of that class.
     *
     * @param key the configuration key that names the class
     */
    public <T> T create(String key, String className, Class<T> type) {
        Class<?> found = find(key, className);
        try {
            return type.cast(found.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError unfit) {
            throw CommandFailure.usage(
                    key + " names " + className + ", which can't be used as a " + type.getSimpleName() + " ("
                            + unfit.getClass().getSimpleName() + "); look for a missing or an older jar beside it",
                    unfit);
        }
    }

    /**
     * The converter that a configuration names; empty where it names none, or one that leaves bytes as they are.
     *
     * @param key {@code key.converter} or {@code value.converter}
     */
    public Optional<Converter> converter(ConnectorFile config, String key, boolean isKey) {
        String className = config.get(key);
        if (className.isEmpty() || className.equals(BYTES)) {
            return Optional.empty();
        }
        Converter converter = create(key, className, Converter.class);
        Map<String, String> settings = config.below(key + ".");
        configure(key, converter, () -> converter.configure(settings, isKey));
        return Optional.of(converter);
    }

    /** A plugin refuses its settings by an exception, whose message is about settings and no payload. */
    public static void configure(String key, Object plugin, Runnable configure) {
        try {
            within(plugin, () -> {
                configure.run();
                return key;
            });
        } catch (RuntimeException refused) {
            throw CommandFailure.usage(key + " refuses its settings: " + refused.getMessage(), refused);
        }
    }

    /** A worker sets the plugin's own loader while it calls it; some plugins look for classes by that. */
    static <T> T within(Object plugin, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin.getClass().getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Class<?> find(String key, String className) {
        List<ClassLoader> places = new ArrayList<>();
        places.add(PluginPath.class.getClassLoader());
        places.addAll(loaders);
        Optional<Class<?>> found = places.stream()
                .flatMap(place -> loaded(className, place).stream())
                .findFirst();
        return found.orElseThrow(
                () -> CommandFailure.usage(key + " names " + (className.isEmpty() ? "no class" : className)
                        + ", which is not here: add its folder by --plugin-path"));
    }

    private static Optional<Class<?>> loaded(String className, ClassLoader place) {
        try {
            return Optional.of(Class.forName(className, true, place));
        } catch (ClassNotFoundException | NoClassDefFoundError elsewhere) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        for (PluginClassLoader loader : loaders) {
            loader.close();
        }
    }
}
