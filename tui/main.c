/* rasid: read, verify and record places and casualty figures in Arabic reports. */
#include <stdio.h>

int main(void)
{
	puts("rasid " RASID_VERSION);
	return 0;
}
