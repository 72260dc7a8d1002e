package dev.millrace.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.Task;

/** From a connector to its tasks: the properties and instances that the worker would make. */
final class ConnectorTasks {
    private ConnectorTasks() {}

    /** The connector's configuration as the worker passes it: with a name, a class and a number of tasks. */
    static Map<String, String> connectorConfig(Connector connector, Map<String, String> config) {
        Map<String, String> complete = new HashMap<>(config);
        complete.putIfAbsent("name", "harness");
        complete.putIfAbsent("connector.class", connector.getClass().getName());
        complete.putIfAbsent("tasks.max", "1");
        return complete;
    }

    /** The task configurations of a started connector, completed as the worker completes them. */
    static List<Map<String, String>> taskConfigs(Connector connector, Map<String, String> config) {
        int maximum = Integer.parseInt(config.getOrDefault("tasks.max", "1"));
        List<Map<String, String>> configs = connector.taskConfigs(maximum);
        if (configs.size() > maximum) {
            throw new AssertionError("taskConfigs returned " + configs.size() + " configurations, but tasks.max="
                    + maximum + ": the worker would refuse them");
        }
        return configs.stream().map(task -> taskConfig(connector, task)).toList();
    }

    private static Map<String, String> taskConfig(Connector connector, Map<String, String> config) {
        Map<String, String> complete = new HashMap<>(config);
        complete.put("task.class", connector.taskClass().getName());
        return complete;
    }

    /** A new task through its constructor without parameters, as the worker makes it. */
    static <T extends Task> T newTask(Connector connector, Class<T> kind) {
        Class<? extends Task> taskClass = connector.taskClass();
        try {
            return kind.cast(taskClass.getDeclaredConstructor().newInstance());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(taskClass.getName() + " failed in its constructor", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    taskClass.getName() + " needs to be public with a public constructor without parameters", e);
        }
    }
}
