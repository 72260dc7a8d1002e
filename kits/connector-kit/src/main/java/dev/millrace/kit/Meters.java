package dev.millrace.kit;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of one task, as one MBean {@code dev.millrace:type=...,connector=...,task=...} with a {@code long}
 * attribute for each. Counting is lock-free and may come from any thread. Trouble with JMX never stops a task: it is
 * logged once and the figures are only not seen.
 */
public final class Meters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

    private record Meter(String description, LongSupplier value) {}

    private final Map<String, Meter> meters = new ConcurrentSkipListMap<>();
    private final Figures bean = new Figures();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    private Meters(ObjectName name) {
        this.name = name;
    }

    /**
     * Registers the MBean. One of an earlier task of the same name that never closed gives way.
     *
     * @param type the kind of plugin, such as {@code sftp-source}
     */
    public static Meters register(String type, String connector, String task) {
        return registerAs(properties(type, connector, task));
    }

    /**
     * Registers the MBean of one of several parts of a task, such as a route. One of an earlier task of the same name that
     * never closed gives way.
     *
     * @param kind what such parts are called, the key of a further property
     * @param part what tells it from the others, such as {@code POST /orders}
     */
    public static Meters register(String type, String connector, String task, String kind, String part) {
        return registerAs(properties(type, connector, task) + "," + kind + "=" + quoted(part));
    }

    /**
     * Registers the MBean of one of several parts that nothing tells from each other but their number, such as two transforms of
     * one class: it gets the first number from 1 that is free, and keeps it until it is closed.
     *
     * @param kind what such parts are called, the key of a further property
     * @param part what the part is, such as the name of a class
     */
    public static Meters registerNext(String type, String connector, String task, String kind, String part) {
        String properties = properties(type, connector, task) + "," + kind + "=" + quoted(part) + ",instance=";
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        synchronized (server) {
            int instance = 1;
            while (server.isRegistered(name(properties + instance))) {
                instance++;
            }
            return registerAs(properties + instance);
        }
    }

    private static String properties(String type, String connector, String task) {
        return "type=" + type + ",connector=" + quoted(connector) + ",task=" + task;
    }

    private static Meters registerAs(String properties) {
        Meters meters = new Meters(name(properties));
        meters.register();
        return meters;
    }

    private static ObjectName name(String properties) {
        try {
            return new ObjectName("dev.millrace:" + properties);
        } catch (JMException unusable) {
            throw new ConnectorFailure(FailureKind.DEFECT, "mbean-name", "no MBean name fits " + properties, unusable);
        }
    }

    private static String quoted(String value) {
        return ObjectName.quote(value).replaceFirst("^\"([\\w ./-]*)\"$", "$1");
    }

    /** A figure that code counts up. */
    public LongAdder counter(String figure, String description) {
        LongAdder counter = new LongAdder();
        gauge(figure, description, counter::sum);
        return counter;
    }

    /** A figure that is looked up when somebody asks, from the thread of who asks. */
    public void gauge(String figure, String description, LongSupplier value) {
        if (meters.putIfAbsent(figure, new Meter(description, value)) != null) {
            throw new IllegalArgumentException("the figure " + figure + " is there already");
        }
    }

    /** Takes the MBean away, unless that of a later task stands under its name by now. */
    @Override
    public void close() {
        synchronized (server) {
            if (!bean.registered) {
                return;
            }
            try {
                server.unregisterMBean(name);
            } catch (JMException failed) {
                LOG.warn("MBean {} could not be unregistered", name, failed);
            }
        }
    }

    private void register() {
        // The server is what tasks in different class loaders share: no other lock keeps a task that ends late from
        // taking away the MBean of its successor between a look and a deed.
        synchronized (server) {
            try {
                if (server.isRegistered(name)) {
                    server.unregisterMBean(name);
                }
                server.registerMBean(bean, name);
            } catch (JMException failed) {
                LOG.warn("MBean {} could not be registered: its figures can't be seen by JMX", name, failed);
            }
        }
    }

    /** The view that JMX gets. */
    private final class Figures implements DynamicMBean, MBeanRegistration {
        private volatile boolean registered;

        @Override
        public ObjectName preRegister(MBeanServer at, ObjectName as) {
            return as;
        }

        @Override
        public void postRegister(Boolean done) {
            registered = done;
        }

        @Override
        public void preDeregister() {}

        @Override
        public void postDeregister() {
            registered = false;
        }

        @Override
        public Object getAttribute(String figure) throws AttributeNotFoundException {
            Meter meter = meters.get(figure);
            if (meter == null) {
                throw new AttributeNotFoundException(figure);
            }
            return meter.value().getAsLong();
        }

        @Override
        public AttributeList getAttributes(String[] figures) {
            AttributeList found = new AttributeList();
            for (String figure : figures) {
                try {
                    found.add(new Attribute(figure, getAttribute(figure)));
                } catch (AttributeNotFoundException | RuntimeException untold) {
                    // Who asks for several gets those that can be told, says the contract of MBeanServer.
                    LOG.debug("figure {} of {} can't be told", figure, name, untold);
                }
            }
            return found;
        }

        @Override
        public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
            throw new AttributeNotFoundException(attribute.getName() + " can't be set");
        }

        @Override
        public AttributeList setAttributes(AttributeList attributes) {
            return new AttributeList();
        }

        @Override
        public Object invoke(String action, Object[] parameters, String[] signature) {
            throw new UnsupportedOperationException("figures have no operations");
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            MBeanAttributeInfo[] attributes = meters.entrySet().stream()
                    .map(entry -> new MBeanAttributeInfo(
                            entry.getKey(), "long", entry.getValue().description(), true, false, false))
                    .toArray(MBeanAttributeInfo[]::new);
            return new MBeanInfo(Meters.class.getName(), "figures of one task", attributes, null, null, null);
        }
    }
}
