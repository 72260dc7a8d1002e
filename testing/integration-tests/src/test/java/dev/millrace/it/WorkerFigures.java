package dev.millrace.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of a running worker. */
record WorkerFigures(WorkerProcess worker) {

    /** What is done with a connection to the MBeans of the worker. */
    @FunctionalInterface
    private interface Look<T> {
        T at(MBeanServerConnection beans) throws IOException, JMException;
    }

    /** The attributes of an MBean of ours that can be told; none when it is not there. */
    Map<String, Long> attributes(String bean) throws IOException, JMException, AttachNotSupportedException {
        return look(beans -> {
            ObjectName name = new ObjectName(bean);
            Map<String, Long> found = new TreeMap<>();
            if (beans.isRegistered(name)) {
                String[] figures = Arrays.stream(beans.getMBeanInfo(name).getAttributes())
                        .map(MBeanAttributeInfo::getName)
                        .toArray(String[]::new);
                beans.getAttributes(name, figures)
                        .asList()
                        .forEach(attribute -> found.put(attribute.getName(), (Long) attribute.getValue()));
            }
            return found;
        });
    }

    /** What MBeans of ours tell of their attributes. */
    Map<ObjectName, List<MBeanAttributeInfo>> all(Predicate<ObjectName> which)
            throws IOException, JMException, AttachNotSupportedException {
        return look(beans -> {
            Map<ObjectName, List<MBeanAttributeInfo>> found = new TreeMap<>();
            for (ObjectName name : beans.queryNames(new ObjectName("dev.millrace:*"), null)) {
                if (which.test(name)) {
                    try {
                        found.put(name, List.of(beans.getMBeanInfo(name).getAttributes()));
                    } catch (InstanceNotFoundException gone) {
                        // Another test's, which ended since the worker was asked for the names.
                        found.remove(name);
                    }
                }
            }
            return found;
        });
    }

    /** The value of an attribute, from a process that the test itself started; fails when the MBean or the attribute is not there. */
    Object value(String bean, String attribute) throws IOException, JMException, AttachNotSupportedException {
        return look(beans -> beans.getAttribute(new ObjectName(bean), attribute));
    }

    /** The process is one that the test itself started. */
    @SuppressWarnings("BanJNDI")
    private <T> T look(Look<T> look) throws IOException, JMException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(worker.pid()));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            return look.at(connector.getMBeanServerConnection());
        } finally {
            machine.detach();
        }
    }
}
