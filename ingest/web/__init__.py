"""Pages from the web, politely: who asks is told, robots.txt holds, and no server can make a run endless."""
