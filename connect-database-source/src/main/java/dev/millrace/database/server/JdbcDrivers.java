package dev.millrace.database.server;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drivers in the plugin's folder, as instances of our own.
 *
 * <p>{@link DriverManager} serves only drivers that its caller's class loader sees, and keeps what registers there for ever;
 * so it is not asked, and drivers that registered themselves when their class was loaded are taken out again.
 */
public final class JdbcDrivers {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcDrivers.class);

    /**
     * MariaDB's driver logs at WARN what the server says of a failed statement, values included, and at TRACE every byte. It
     * looks for this property when its classes are initialized, and never again.
     */
    private static final String SILENT = "mariadb.logging.disable";

    private JdbcDrivers() {}

    /**
     * The driver that serves a URL.
     *
     * @param className one driver's class; without it, whichever accepts the URL first
     */
    public static synchronized Optional<Driver> find(String url, Optional<String> className) {
        ClassLoader loader = JdbcDrivers.class.getClassLoader();
        String before = System.getProperty(SILENT);
        if (before == null) {
            System.setProperty(SILENT, "true");
        }
        try {
            Optional<Driver> found = className.isPresent() ? named(className.get(), loader) : accepting(url, loader);
            // whatever it answers, its classes are initialized by then
            found.ifPresent(driver -> LOG.debug("{} accepts: {}", driver.getClass(), accepts(driver, url)));
            return found;
        } finally {
            if (before == null) {
                System.clearProperty(SILENT);
            }
            forget(loader);
        }
    }

    private static Optional<Driver> named(String className, ClassLoader loader) {
        try {
            return Optional.of(Class.forName(className, true, loader)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError | ClassCastException failure) {
            LOG.debug("{} can't be used as a driver", className, failure);
            return Optional.empty();
        }
    }

    private static Optional<Driver> accepting(String url, ClassLoader loader) {
        List<Driver> found = new ArrayList<>();
        for (Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator(); ; ) {
            try {
                if (!drivers.hasNext()) {
                    break;
                }
                found.add(drivers.next());
            } catch (ServiceConfigurationError broken) {
                LOG.warn("A JDBC driver in the plugin's folder can't be loaded and is left out: {}", broken.toString());
            }
        }
        // MariaDB's driver takes MySQL's URLs when told so; MySQL's own goes first where somebody has put it in.
        return found.stream()
                .filter(driver -> accepts(driver, url))
                .findFirst()
                .or(() -> found.stream()
                        .filter(driver -> accepts(driver, MysqlScheme.permitted(url)))
                        .findFirst());
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException | RuntimeException refusal) {
            return false;
        }
    }

    /** On a plain class path others may rely on what is registered. */
    private static void forget(ClassLoader loader) {
        if (loader == ClassLoader.getSystemClassLoader()) {
            return;
        }
        for (Driver driver : DriverManager.drivers()
                .filter(registered -> registered.getClass().getClassLoader() == loader)
                .toList()) {
            try {
                DriverManager.deregisterDriver(driver);
            } catch (SQLException | SecurityException refused) {
                LOG.debug("{} stays registered", driver.getClass().getName(), refused);
            }
        }
    }
}
