package dev.millrace.ops.figures;

import dev.millrace.ops.connect.ServerAccess;
import dev.millrace.ops.watch.Figure;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The JMX server of a worker. */
final class JmxServer implements WorkerAddress {

    private final JMXServiceURL address;
    private final ServerAccess access;

    JmxServer(JMXServiceURL address, ServerAccess access) {
        this.address = address;
        this.access = access;
    }

    @Override
    public String shown() {
        return address.toString();
    }

    /** The address is the operator's own: of the command line or the settings. */
    @Override
    @SuppressWarnings("BanJNDI")
    public List<Figure> read() throws NoFigures {
        Map<String, Object> environment = new HashMap<>();
        access.password()
                .ifPresent(password ->
                        environment.put(JMXConnector.CREDENTIALS, new String[] {access.user(), password.value()}));
        try (JMXConnector connector = JMXConnectorFactory.connect(address, environment)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            List<Figure> figures = new ArrayList<>();
            for (ObjectName bean : beans.queryNames(new ObjectName(FigureNames.DOMAIN + ":*"), null)) {
                figures.addAll(figures(beans, bean));
            }
            return figures;
        } catch (SecurityException refused) {
            throw new NoFigures("it does not let us in: set metrics.user and metrics.password", refused);
        } catch (IOException | JMException failed) {
            throw new NoFigures(reason(failed), failed);
        }
    }

    private static List<Figure> figures(MBeanServerConnection beans, ObjectName bean) throws IOException, JMException {
        List<Figure> figures = new ArrayList<>();
        try {
            String[] attributes = Arrays.stream(beans.getMBeanInfo(bean).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            for (Attribute attribute : beans.getAttributes(bean, attributes).asList()) {
                if (attribute.getValue() instanceof Number number) {
                    figures.add(FigureNames.ofBean(bean, attribute.getName(), number.doubleValue()));
                }
            }
        } catch (InstanceNotFoundException ended) {
            // Its task has ended since the server was asked for the names.
            figures.clear();
        }
        return figures;
    }

    /** The root cause's class: messages of RMI tell of the stub, not of the fault. */
    private static String reason(Exception failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause instanceof ConnectException
                ? "nobody listens there, or at the host that it names (java.rmi.server.hostname)"
                : "JMX fails with " + cause.getClass().getSimpleName();
    }
}
