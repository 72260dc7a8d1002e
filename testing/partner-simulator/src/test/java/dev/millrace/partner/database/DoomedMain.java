package dev.millrace.partner.database;

import dev.millrace.partner.process.ServerFolder;

/** A virtual machine with a server that it never ends: it waits to be killed. */
final class DoomedMain {

    private DoomedMain() {}

    /** Starts {@code mysql} or {@code postgres} and prints where its data are. */
    public static void main(String[] arguments) throws Exception {
        ServerFolder folder = arguments[0].equals("mysql")
                ? MySqlServer.start().folder()
                : PostgresServer.start().folder();
        System.out.println("FOLDER " + folder.path());
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
