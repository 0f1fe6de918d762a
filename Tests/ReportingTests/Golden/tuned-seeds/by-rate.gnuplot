$p0s0 << EOD
0.01 83.09113 81.13838 85.04387
0.1 86.96613 85.01338 88.91887
0.2 86.96613 85.01338 88.91887
0.3 83.09113 81.13838 85.04387
EOD
$p0s1 << EOD
0.01 84.11717 82.16443 86.06991
0.1 87.9505 85.99776 89.90324
0.2 87.9505 85.99776 89.90324
0.3 84.11717 82.16443 86.06991
EOD
$p1s0 << EOD
0.01 88.92063 86.68559 91.15566
0.1 92.79563 90.56059 95.03066
0.2 92.79563 90.56059 95.03066
0.3 88.92063 86.68559 91.15566
EOD
$p1s1 << EOD
0.01 87.00917 84.77413 89.2442
0.1 90.8425 88.60746 93.07754
0.2 90.8425 88.60746 93.07754
0.3 87.00917 84.77413 89.2442
EOD
set encoding utf8
set terminal svg noenhanced size 999,452 font 'DejaVu Sans,13' background rgb 'white' name 'by_rate'
set border 3 lc rgb '#666666' lw 1
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics lt 1 lc rgb '#e4e4e4' lw 1
set style fill transparent solid 0.18 noborder
set errorbars 0.6
unset key
set multiplot
set lmargin at screen 0.07407407
set rmargin at screen 0.4144144
set bmargin at screen 0.1460177
set tmargin at screen 0.7654867
unset label
set label 1 'Four seeds at each value' at screen 0.02002002,0.9446903 left front font ',16' textcolor rgb '#333333'
set label 2 'best setting at each value, others pale; means and 95% intervals of 4 seeds' at screen 0.02002002,0.8938053 left front font ',12' textcolor rgb '#777777'
set title 'validation accuracy' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [-0.0074:0.3174]
set xtics ('0.01' 0.01, '0.1' 0.1, '0.2' 0.2, '0.3' 0.3)
unset logscale y
set yrange [80:90]
set ytics ('80%%' 80, '82%%' 82, '84%%' 84, '86%%' 86, '88%%' 88, '90%%' 90)
set label 3 'validation accuracy' at screen 0.01501502,0.4557522 center rotate by 90 textcolor rgb '#333333'
set label 4 'learning rate' at screen 0.2442442,0.04424779 center textcolor rgb '#333333'
set key at screen 0.8568569,0.7743363 left top vertical maxrows 2 Left reverse samplen 2.2 spacing 1.35 textcolor rgb '#333333'
plot \
  $p0s0 using 1:2:3:4 with yerrorbars notitle pt 7 ps 0 lw 1.2 lc rgb '#4477AA', \
  $p0s1 using 1:2:3:4 with yerrorbars notitle pt 7 ps 0 lw 1.2 lc rgb '#EE6677', \
  $p0s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p0s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle, \
  keyentry with lines lw 3 dt solid lc rgb '#4477AA' title 'Plain', \
  keyentry with lines lw 3 dt solid lc rgb '#EE6677' title 'Normalized'
set lmargin at screen 0.4944945
set rmargin at screen 0.8348348
set bmargin at screen 0.1460177
set tmargin at screen 0.7654867
unset label
set title 'train accuracy' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [-0.0074:0.3174]
set xtics ('0.01' 0.01, '0.1' 0.1, '0.2' 0.2, '0.3' 0.3)
unset logscale y
set yrange [84:96]
set ytics ('84%%' 84, '86%%' 86, '88%%' 88, '90%%' 90, '92%%' 92, '94%%' 94, '96%%' 96)
set label 3 'train accuracy' at screen 0.4354354,0.4557522 center rotate by 90 textcolor rgb '#333333'
set label 4 'learning rate' at screen 0.6646647,0.04424779 center textcolor rgb '#333333'
unset key
plot \
  $p1s0 using 1:2:3:4 with yerrorbars notitle pt 7 ps 0 lw 1.2 lc rgb '#4477AA', \
  $p1s1 using 1:2:3:4 with yerrorbars notitle pt 7 ps 0 lw 1.2 lc rgb '#EE6677', \
  $p1s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p1s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle
unset multiplot
