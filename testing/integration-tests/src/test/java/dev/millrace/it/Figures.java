package dev.millrace.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What connectors count, read by JMX from the processes of their workers. */
final class Figures {

    private Figures() {}

    /** How many events a webhook connector answered as ones that Kafka had, over the routes of these workers. */
    static long duplicates(String connector, WorkerProcess... workers) {
        long sum = 0;
        for (WorkerProcess worker : workers) {
            sum += sum(worker, "type=webhook-source,connector=" + connector + ",task=route,*", "requests.duplicate");
        }
        return sum;
    }

    /** The address is that of a process that this one started. */
    @SuppressWarnings("BanJNDI")
    private static long sum(WorkerProcess worker, String names, String figure) {
        try (JMXConnector connection = JMXConnectorFactory.connect(address(worker))) {
            MBeanServerConnection beans = connection.getMBeanServerConnection();
            long sum = 0;
            for (ObjectName name : beans.queryNames(new ObjectName("dev.millrace:" + names), null)) {
                sum += (long) beans.getAttribute(name, figure);
            }
            return sum;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (JMException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static JMXServiceURL address(WorkerProcess worker) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(worker.pid()));
            try {
                return new JMXServiceURL(machine.startLocalManagementAgent());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException failed) {
            throw new IOException(failed);
        }
    }
}
