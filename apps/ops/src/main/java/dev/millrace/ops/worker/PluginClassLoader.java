package dev.millrace.ops.worker;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one plugin: its own first, but those of the JDK and of the API between Connect and plugins from the
 * parent, as a worker's loader does (org.apache.kafka.connect.runtime.isolation.PluginUtils).
 */
final class PluginClassLoader extends URLClassLoader {

    private static final Pattern SHARED =
            Pattern.compile("(?:java|javax\\.(?!xml\\.bind)|jdk|sun|org\\.w3c\\.dom|org\\.xml\\.sax"
                    + "|org\\.slf4j|org\\.apache\\.kafka\\.(?:common|clients)"
                    + "|org\\.apache\\.kafka\\.connect\\.(?:components|connector|data|errors|header|health|rest|sink|source|storage"
                    + "|util|transforms\\.Transformation|transforms\\.predicates\\.Predicate))(?:[.$].*|$)");

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String name, URL[] jars, ClassLoader parent) {
        super(name, jars, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && !SHARED.matcher(name).matches()) {
                loaded = own(name);
            }
            if (loaded == null) {
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private @Nullable Class<?> own(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException elsewhere) {
            return null;
        }
    }
}
