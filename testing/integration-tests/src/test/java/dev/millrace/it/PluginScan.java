package dev.millrace.it;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program that scans a plugin path with the machinery of whatever Connect release is on its class path, in all three
 * modes that know service files, and prints what it found, a plugin a line.
 *
 * <p>It runs in a process of its own, without the libraries of the tests; so it knows the release by reflection alone.
 */
final class PluginScan {
    /** Begins each line of a plugin: mode, type, class, version, place. */
    static final String FOUND = "FOUND ";

    static final String[] MODES = {"only_scan", "hybrid_warn", "service_load"};

    private PluginScan() {}

    /** The one argument is the plugin path. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> plugins = Class.forName("org.apache.kafka.connect.runtime.isolation.Plugins");
        Field result = plugins.getDeclaredField("scanResult");
        result.setAccessible(true);
        for (String mode : MODES) {
            Object scanned = plugins.getConstructor(Map.class)
                    .newInstance(Map.of("plugin.path", arguments[0], "plugin.discovery", mode));
            Consumer<Object> print = plugin -> System.out.println(FOUND + mode + " " + told(plugin, "typeName") + " "
                    + told(plugin, "className") + " " + told(plugin, "version") + " " + told(plugin, "location"));
            Object found = result.get(scanned);
            found.getClass().getMethod("forEach", Consumer.class).invoke(found, print);
        }
    }

    private static @Nullable Object told(Object plugin, String what) {
        try {
            return plugin.getClass().getMethod(what).invoke(plugin);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
