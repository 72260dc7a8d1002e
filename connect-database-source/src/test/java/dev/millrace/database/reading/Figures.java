package dev.millrace.database.reading;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Figures of the tasks in this process, as JMX shows them. */
public final class Figures {

    private Figures() {}

    /** A figure of a connector's first task; -1 while there is none. */
    public static long of(String connector, String figure) {
        try {
            ObjectName name = new ObjectName("dev.millrace:type=database-source,connector=" + connector + ",task=0");
            return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(name, figure);
        } catch (JMException none) {
            return -1;
        }
    }
}
