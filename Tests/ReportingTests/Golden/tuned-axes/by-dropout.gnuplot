$p0s0 << EOD
0.1 68.51786
0.1 78.20536
0.1 84.6637
0.1 87.89286
0.1 84.6637
0.2 67.71057
0.2 77.39807
0.2 83.8564
0.2 87.08557
0.2 83.8564
0.5 65.2887
0.5 74.9762
0.5 81.43453
0.5 84.6637
0.5 81.43453
EOD
$p0s1 << EOD
0.1 65.86422
0.1 75.44755
0.1 81.83644
0.1 85.03088
0.2 65.06561
0.2 74.64894
0.2 81.03783
0.2 84.23227
0.5 62.66977
0.5 72.25311
0.5 78.64199
0.5 81.83644
EOD
$p0s2 << EOD
0.1 87.89286
0.2 87.08557
0.5 84.6637
EOD
$p0s3 << EOD
0.1 85.03088
0.2 84.23227
0.5 81.83644
EOD
set encoding utf8
set terminal svg noenhanced size 891,502 font 'DejaVu Sans,13' background rgb 'white' name 'by_dropout'
set border 3 lc rgb '#666666' lw 1
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics lt 1 lc rgb '#e4e4e4' lw 1
set style fill transparent solid 0.18 noborder
unset key
set multiplot
set lmargin at screen 0.08305275
set rmargin at screen 0.7340067
set bmargin at screen 0.1314741
set tmargin at screen 0.8486056
unset label
set label 1 'What the search saw' at screen 0.02244669,0.9501992 left front font ',16' textcolor rgb '#333333'
set label 2 'best setting at each value, others pale' at screen 0.02244669,0.9043825 left front font ',12' textcolor rgb '#777777'
set title '' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [0.076:0.524]
set xtics ('0.1' 0.1, '0.2' 0.2, '0.5' 0.5)
unset logscale y
set yrange [60:90]
set ytics ('60%%' 60, '65%%' 65, '70%%' 70, '75%%' 75, '80%%' 80, '85%%' 85, '90%%' 90)
set label 3 'validation accuracy' at screen 0.01683502,0.4900398 center rotate by 90 textcolor rgb '#333333'
set label 4 'dropout' at screen 0.4085297,0.03984064 center textcolor rgb '#333333'
set label 10 '' at first 0.1, graph 1 front point pt 2 ps 0.9 lw 2 lc rgb '#228833'
set label 11 '' at first 0.2, graph 1 front point pt 2 ps 0.9 lw 2 lc rgb '#228833'
set label 12 '' at first 0.5, graph 1 front point pt 2 ps 0.9 lw 2 lc rgb '#228833'
set key at screen 0.7586981,0.8565737 left top vertical maxrows 4 Left reverse samplen 2.2 spacing 1.35 textcolor rgb '#333333'
plot \
  $p0s0 using 1:2 with points pt 7 ps 0.45 lc rgb '#B4C9DD' notitle, \
  $p0s1 using 1:2 with points pt 7 ps 0.45 lc rgb '#F8C2C9' notitle, \
  $p0s2 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p0s3 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle, \
  keyentry with lines lw 3 dt solid lc rgb '#4477AA' title 'SGD', \
  keyentry with lines lw 3 dt solid lc rgb '#EE6677' title 'SGD with momentum', \
  keyentry with points pt 2 ps 0.9 lw 2 lc rgb '#228833' title 'Hopeless (diverged)', \
  keyentry with points pt 2 ps 0.9 lw 2 lc rgb '#777777' title 'diverged'
unset multiplot
