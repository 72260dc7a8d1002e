package dev.millrace.sftp;

/** The task on FTP within TLS. */
final class FtpsImplicitSourceTaskTest extends StoreTaskContract {
    @Override
    StoreUnderTest store() {
        return StoreUnderTest.FTPS_IMPLICIT;
    }
}
